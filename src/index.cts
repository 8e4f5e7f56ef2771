/** The public face for CommonJS: what `require('aliaslab')` gives is the very module that `import` gives. */
import face = require('./index.js');

export = face;
