// The house of ARCHITECTURE.md: imports go down this list only.
const storeys = [
  'cli',
  'explain',
  'jupyter',
  'node',
  'mail',
  'fluent',
  'views',
  'notation',
  'price',
  'prove',
  'replay',
  'linux',
  'ports',
  'hardware',
  'units',
];
const upward = storeys.slice(1).map((room, i) => ({
  name: `${room}-imports-nothing-above-it`,
  severity: 'error',
  // The page's library is the public face itself, bundled.
  from: { path: `^src/${room}/`, pathNot: '^src/explain/page/face\\.ts$' },
  to: { path: `^src/(index\\.ts$|(${storeys.slice(0, i + 1).join('|')})/)` },
}));
const only = (what, modules, rooms) => ({
  name: `only-${rooms.join('-and-')}-knows-${what}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${rooms.join('|')})(/|$)` },
  to: { path: modules },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the-lower-storeys-run-in-a-browser',
      severity: 'error',
      from: { path: `^src/(${storeys.slice(4).join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    only('mails', '^src/mail/', ['mail', 'jupyter', 'explain', 'cli', 'index.ts']),
    only('tslab', '(^|node_modules/)tslab', ['jupyter']),
    only('arquero', '(^|node_modules/)arquero', ['views', 'explain/page']),
    only('plotly', '(^|node_modules/)plotly\\.js-dist', ['jupyter', 'explain']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
