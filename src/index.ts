/** The public face of aliaslab: what a notebook imports, and nothing else. */
export {};
