/** One of each: an object of every public class, and a value for every kind of parameter. For tests that call everything. */
import * as face from '../../src/index.js';

const {
  alias,
  cache,
  cachetlb,
  claims,
  compare,
  congruent,
  daxFile,
  device,
  memory,
  daxIo,
  iov,
  machine,
  mapping,
  none,
  ports,
  prices,
  processor,
  processors,
  prove,
  replay,
  scenario,
  split,
  sweep,
  traceOf,
  twoViews,
} = face;

const file = daxFile('mail.dat').pages(8);
const user = alias(file.page(5));
const mapped = mapping(file).named('mapped');
const story = scenario(processor('SH7750').cores(2))
  .store(user, 'hello')
  .daxIo(daxIo().read(5).at(file.page(5)))
  .write(file, 'HELLO');
const run = story.run();
const trace = traceOf(' S 1000,8\n L 1000,8\n');
const question = prove(story);
const plans = prove(scenario(processor('SH7750')).store(user, 'hello')).plans();
const asked = prices().reading().transferring('64 B').using({ none: none(), window: congruent() });
const gridInput = { title: 'Misses', caption: 'Loads.', rows: ['a'], columns: ['b'], cells: [[1]] };
const barsInput = { title: 'CPUs', caption: 'CPUs.', names: ['sh'], parts: { alias: [1] }, unit: 'CPUs' };
const views = twoViews(trace);
const replayed = replay(trace).on(cache());
const swept = sweep(trace).sizes('1 KiB').ways(1);

/** An object of each public class. */
export const OBJECTS: Readonly<Record<string, object>> = {
  AddressSplit: split(processor('SH7750'), user),
  Alias: user,
  Atlas: processors('m68k'),
  AtlasVerdicts: processors('m68k').verdicts(),
  Bars: face.bars(barsInput),
  CacheBuilder: cache(),
  CacheSets: run.sets(),
  Cachetlb: cachetlb(),
  CachetlbAcross: cachetlb().across('flush_dcache_page'),
  CachetlbOn: cachetlb().on('sh'),
  CachetlbReach: cachetlb()
    .across('flush_dcache_page')
    .reach([processor('SH7750')]),
  CallTree: run.calls(),
  Claims: claims(),
  ColorMap: scenario(processor('SH7750')).store(user, 'hello').byColors([1]),
  Comparison: compare(run),
  DaxFile: file,
  DaxIo: daxIo().from(file),
  Grid: face.grid(gridInput),
  Iov: iov().bytes('hello'),
  MachineBuilder: machine(),
  Mapping: mapped,
  Memory: memory('pcm'),
  Device: device('disk'),
  MissesByColor: await replayed.misses(),
  Orders: scenario(processor('SH7750')).store(user, 'hello').evict(user).orders(),
  PlanAmongAll: plans.plan({}),
  Plans: plans,
  Ports: ports('sh'),
  PowerCuts: story.powerCuts(),
  Priced: asked.run(),
  PricedOver: asked.over('length', ['64 B']),
  Prices: asked,
  Processor: processor('SH7750'),
  Proof: question,
  Replay: replayed,
  Replayed: await replayed.run(),
  Run: run,
  RunPrice: run.price(),
  Scenario: story,
  Stepper: run.stepper(),
  StrategyChoice: face.knownPlan('the mail'),
  Sweep: swept,
  Swept: await swept.run(),
  Trace: trace,
  TwoViews: views.using(none()),
  TwoViewsResult: await views.run(),
  Verdict: question.run(),
};

/** Values that are right, by the type that a parameter is declared with, as an editor shows it. */
const BY_TYPE: Readonly<Record<string, unknown>> = {
  BarsInput: barsInput,
  GridInput: gridInput,
  MachineInput: processor('SH7750').cores(2),
  'readonly (AliasDescription | Describable<AliasDescription>)[]': [user],
  AddressInput: '0x10000000',
  FilePage: file.page(5),
  '(row: ProcessorRow) => boolean': () => true,
  '(port: Port) => boolean': () => true,
  '(done: number, of: number) => void': () => {},
  Size: '4 KiB',
  DataCallName: 'flush_dcache_page',
  SteppedCall: 'flush_dcache_page',
  'readonly MachineInput[]': [processor('SH7750')],
  boolean: true,
  'readonly (Run | readonly Run[] | NamedRuns)[]': [run],
  'readonly PagePlacement[]': [{ page: 0, pfn: 5 }],
  BytesInput: 'hello',
  "'EIO' | 'ERANGE'": 'EIO',
  'Size | IovInput': 5,
  'BytesInput | IovInput': 'hello',
  Device: device('disk'),
  DaxIo: daxIo().read(5).from(file),
  'DaxFileDescription | Describable<DaxFileDescription>': file,
  'Size | FilePage': 0,
  DaxFileDescription: file.describe(),
  'AliasInput | MappingInput': user,
  AliasInput: user,
  Range: { at: 0, length: 64 },
  Direction: 'to device',
  Maintenance: 'flush',
  '{ readonly set: number; readonly way: number }': { set: 0, way: 0 },
  InFlight: 'lost',
  MappingInput: mapped,
  FileInput: file,
  '{ readonly flush?: boolean }': { flush: false },
  '{ readonly page?: PageKind }': { page: 'anonymous' },
  'Parameters<typeof described>[0]': user,
  SegmentOptions: { faultsAt: 1 },
  'MappingDescription | Describable<MappingDescription>': mapped,
  CoresOptions: { snoops: 'none' },
  CacheInput: cache(),
  'DaxFileDescription | Describable<DaxFileDescription> | FilePage': file,
  'FlushPlanInput | StrategyChoice': { beforeRead: { user: 'clean' } },
  NamedStrategies: { none: none() },
  'readonly (StrategyChoice | Strategy | NamedStrategies)[]': [{ none: none() }],
  'Partial<Costs>': { fill: 60 },
  PricedBy: 'length',
  'readonly Size[]': ['64 B'],
  'StrategyChoice | Strategy': none(),
  Era: '4.5',
  'readonly AliasInput[]': [user],
  Pins: { users: 0 },
  'Scenario | MachineInput | Question': processor('SH7750'),
  'readonly CacheInput[]': [cache()],
  Convention: 'every line',
  RunOptions: {},
  Trace: trace,
  '{ readonly log?: LogMode }': { log: 'counts' },
  'readonly number[]': [1],
  'MachineInput | ScenarioDescription | Telling': processor('SH7750'),
  '{ readonly color?: number; readonly without?: Precondition | readonly Precondition[] }': { color: 1 },
  FlushPlanInput: { beforeRead: { user: 'clean' } },
  Uncached: 'user',
  'readonly ReplacementName[]': ['fifo'],
  "readonly CacheDescription['write'][]": ['back'],
  'readonly boolean[]': [true],
  'readonly SweptInput[]': [await swept.run()],
  'string | Uint8Array | readonly ReferenceInput[]': [{ kind: 'load', address: 0x1000, size: 8 }],
  'readonly (StrategyChoice | Strategy)[]': [none()],
  "'length' | 'every'": 'length',
  '{ readonly length?: number; readonly every?: number }': { length: 1024 },
  'unknown[]': [],
  SampleName: 'words',
  TraceFileOptions: { limit: '8 GiB' },
  Address: { page: 5, offset: 0 },
  Uint8Array: Uint8Array.of(104, 105),
  CacheDescription: cache().describe(),
  MachineDescription: machine().describe(),
};

/** Where the type alone does not say what is right: by class, method and parameter. */
const BY_PLACE: Readonly<Record<string, unknown>> = {
  'Scenario.dmaMap(alias)': user.directMap(),
  'Scenario.dmaUnmap(alias)': user.directMap(),
  'Scenario.dmaSyncForCpu(alias)': user.directMap(),
  'Scenario.dmaSyncForDevice(alias)': user.directMap(),
  'processors(port)': 'sh',
  'ports(port)': 'sh',
  'processor(name)': 'SH7750',
  'knownPlan(name)': 'the mail',
  'CacheBuilder.line(line)': 64,
  'CachetlbAcross.reachesUsers(port)': 'sh',
  'CachetlbReach.of(name)': 'sh',
  'MachineBuilder.port(port)': 'sh',
  'Orders.of(order)': 'BA',
  'Orders.replay(order)': 'BA',
  'Prices.reading(length)': '64 B',
  'Prices.writing(length)': '64 B',
  'Prices.copying(length)': '64 B',
  'Priced.cycles(strategy)': 'window',
  'PricedOver.cycles(strategy)': 'window',
  'PricedOver.cycles(value)': 64,
  'Proof.also(aliases)': [alias(file.page(5)).kernel(0x7000_0000)],
  'Proof.budget(states)': 2_000_000,
  'Run.read(step)': 2,
  'Run.returned(step)': 3,
  'Scenario.store(at)': 0,
  'Scenario.load(length)': 5,
  'Scenario.load(at)': 0,
  'Scenario.dmaFrom(at)': 0,
  'Scenario.dmaTo(length)': 5,
  'Scenario.dmaTo(at)': 0,
  'TwoViewsResult.cycles(strategy)': 'none',
};

/** A value that is right for a parameter. */
export function sampleOf(place: string, type: string): unknown {
  if (place in BY_PLACE) return BY_PLACE[place];
  if (type in BY_TYPE) return BY_TYPE[type];
  if (type === 'number') return 1;
  if (type === 'string') return 'x';
  throw new Error(`test/fluent/samples.ts has no value of the type ${type}, which ${place} takes`);
}
