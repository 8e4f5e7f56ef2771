/** The public face of aliaslab: what a notebook imports, and nothing else. */
// Results find their mails where this has brought them.
import './mail/index.js';

export { AddressSplit, split } from './fluent/address-split.js';
export { Alias, alias } from './fluent/alias.js';
export { Atlas, processors } from './fluent/atlas.js';
export { AtlasVerdicts } from './fluent/atlas-verdicts.js';
export { Bars, bars } from './fluent/bars.js';
export type { Describable } from './fluent/builder.js';
export { CacheBuilder, cache } from './fluent/cache.js';
export { Cachetlb, CachetlbAcross, CachetlbOn, cachetlb } from './fluent/cachetlb.js';
export { CachetlbReach } from './fluent/cachetlb-reach.js';
export { ClaimError, Claims, claims } from './fluent/claims.js';
export { ColorMap } from './fluent/color-map.js';
export { Comparison, compare } from './fluent/compare.js';
export { DaxFile, daxFile } from './fluent/dax-file.js';
export { DaxIo, daxIo } from './fluent/dax-io.js';
export { Device, type DeviceDescription, device } from './fluent/device.js';
export { DmaCalls } from './fluent/dma-calls.js';
export { Grid, grid } from './fluent/grid.js';
export { type AliasInput, HardwareSteps, type Range } from './fluent/hardware-steps.js';
export { Iov, type IovDescription, iov, type SegmentOptions } from './fluent/iov.js';
export { type CoresOptions, MachineBuilder, machine } from './fluent/machine.js';
export type { CacheInput, MachineInput } from './fluent/machine-input.js';
export { Mapping, mapping } from './fluent/mapping.js';
export { Memory, memory } from './fluent/memory.js';
export type { CpuName, MachinePort, OtherText, PlanName } from './fluent/names.js';
export { Orders } from './fluent/orders.js';
export { PlanAmongAll, Plans } from './fluent/plans.js';
export { Ports, ports } from './fluent/ports.js';
export { PowerCuts } from './fluent/power-cuts.js';
export { Priced, PricedOver } from './fluent/priced.js';
export { type NamedStrategies, Prices, prices } from './fluent/prices.js';
export { Processor, processor } from './fluent/processor.js';
export { type FileInput, type MappingInput, Program } from './fluent/program.js';
export { Proof, prove } from './fluent/prove.js';
export { type NamedCache, Replay, type ReplayDescription, replay } from './fluent/replay.js';
export { type Misses, MissesByColor, ReplayError, Replayed } from './fluent/replayed.js';
export * from './fluent/run.js';
export type { ProgressReport, RunOptions } from './fluent/run-options.js';
export { Scenario, scenario } from './fluent/scenario.js';
export type { DisplayBundle } from './fluent/shown.js';
export {
  congruent,
  flushPlan,
  knownPlan,
  none,
  refuse,
  revoke,
  StrategyChoice,
  uncached,
} from './fluent/strategies.js';
export { Sweep, type SweepDescription, sweep } from './fluent/sweep.js';
export { mergeSweeps, Swept, type SweptInput } from './fluent/swept.js';
export { type ReferenceInput, Trace, traceOf } from './fluent/trace.js';
export { TwoViews, twoViews } from './fluent/two-views.js';
export type { TwoViewsAsked } from './fluent/two-views-asked.js';
export { TwoViewsResult } from './fluent/two-views-result.js';
export { Verdict } from './fluent/verdict.js';
export type { HeldLine } from './hardware/cache.js';
export type {
  CacheDescription,
  OnAlias,
  Organization,
  ReplacementName,
  WritePolicy,
} from './hardware/cache-description.js';
export type { CoresDescription, Snoops } from './hardware/cores.js';
export { ACTIONS, type Action, type CacheEvent, FLAG } from './hardware/event-log.js';
export type { LogMode } from './hardware/event-recorder.js';
export type { LostStore } from './hardware/lost-stores.js';
export type { Counts, Maintenance } from './hardware/machine.js';
export type { InFlight, MemoryKind } from './hardware/memory.js';
export type { MissingBytes } from './hardware/promises.js';
export { progressBar } from './jupyter/progress-bar.js';
export { show } from './jupyter/show.js';
export type { AliasAt, AliasDescription, Side } from './linux/alias.js';
export type { ArgumentKind, ArgumentKind as Given } from './linux/cachetlb/arguments.js';
export type { CachetlbCall, CallScope } from './linux/cachetlb/calls.js';
export type { PageKind } from './linux/cachetlb/carry-out.js';
export type { CallReach, Fate, Holder } from './linux/call-reach.js';
export type { ColorPair } from './linux/color-pairs.js';
export type {
  DaxFileDescription,
  FileContents,
  FilePage,
  MemoryUse,
  PagePlacement,
} from './linux/dax-file.js';
export type { DmaCallName } from './linux/dma/index.js';
export type { Errno, Returned, Signal } from './linux/errno.js';
export type { BlockState, ExtentDescription } from './linux/extents.js';
export type { IovSegment } from './linux/iov.js';
export type { KnownPlan } from './linux/known-plans.js';
export type { PlacedAlias } from './linux/layout.js';
export type { Era, LinuxDescription, Mount } from './linux/linux-description.js';
export type { MappedAlias } from './linux/machine-aliases.js';
export type { MachineDescription } from './linux/machine-description.js';
export type { MappingDescription, MappingKind } from './linux/mm/mapping.js';
export type { StoreInOrder, StoryOrder } from './linux/orders.js';
export type { PowerCut } from './linux/power-cuts.js';
export type { ScenarioRun, StepResult } from './linux/run-scenario.js';
export type {
  BarrierStep,
  CachetlbStep,
  CrashStep,
  DaxIoDescription,
  DaxIoStep,
  DmaCallStep,
  DmaFromStep,
  DmaStep,
  DmaToStep,
  EvictStep,
  FallocateStep,
  FetchStep,
  FileCallStep,
  LoadStep,
  MaintainStep,
  MappedLoadStep,
  MappedStoreStep,
  MappingStep,
  ProgramStep,
  RangeStep,
  Step,
  StoreStep,
  SwitchStep,
  TruncateStep,
  WholeCacheStep,
  WholeFileStep,
} from './linux/steps/index.js';
export type { RangeStepOf } from './linux/steps/through-alias.js';
export type { MappingStepOf } from './linux/steps/through-mapping.js';
export type { StoreFate } from './linux/store-fates.js';
export type { ByName, Entry, ScenarioDescription } from './linux/story/normal-form.js';
export type { Story, Telling } from './linux/story/story.js';
export type {
  FlushPlan,
  FlushPlanInput,
  PlanAction,
  PlanAlias,
  PlanMoment,
} from './linux/strategies/flush-plan.js';
export type {
  Access,
  CongruentStrategy,
  Coverage,
  FlushPlanStrategy,
  NoStrategy,
  Precondition,
  RefuseStrategy,
  Strategy,
  Uncached,
  UncachedStrategy,
} from './linux/strategies/index.js';
export type { KernelCall } from './linux/system/call-trace.js';
export { type SampleName, sampleTrace } from './node/sample-trace.js';
export { type TraceFileOptions, traceFile } from './node/trace-file.js';
export type {
  CacheClass,
  CacheStep,
  CallName,
  CallOnPort,
  Condition,
  CopySide,
  DataCallName,
  Deferral,
  FoundBy,
  MovingCall,
  OnePage,
  PageCopy,
  PortCalls,
  Reach,
  SteppedCall,
  Through,
} from './ports/calls/index.js';
export type { Direction } from './ports/dma/index.js';
export type { KernelTree, ReadRelease } from './ports/kernel-trees.js';
export type { PortName } from './ports/port-name.js';
export type { ProcessorRow } from './ports/processors/index.js';
export type { PortFacts, PortSource, Shmlba } from './ports/processors/port-facts.js';
export type {
  AllocationPolicy,
  Basis,
  CacheKind,
  Geometry,
  GeometryPart,
  GeometrySource,
  InequivalentAliases,
  KnownGeometry,
  PolicyFact,
  PolicyFacts,
  ProcessorCache,
  UnknownGeometry,
} from './ports/processors/processor-row.js';
export type { KernelPlace, PortBasis, PortValueSource } from './ports/source.js';
export type {
  CongruentWindow,
  DirectMap,
  MmapRule,
  OtherWindow,
  Port,
  UncachedSegment,
} from './ports/space/index.js';
export type { Charges, Charges as Occasions } from './price/charges.js';
export { COST_PARAMETERS, type CostParameter, type Costs } from './price/costs.js';
export type { PriceRow, PricesDescription } from './price/priced-strategies.js';
export type { PricedTransfer } from './price/transfer.js';
export type { Transfer } from './price/transfer-story.js';
export type { AssumedPolicy, UnderAssumed } from './prove/assumed.js';
export type { CpuVerdict } from './prove/atlas.js';
export type { LineAction } from './prove/line-actions.js';
export type { BytesState, CopyState, LineState, OfBytes } from './prove/line-state.js';
export type { Moment } from './prove/moments.js';
export type { Witness } from './prove/prove.js';
export type { Act, Pins, Question } from './prove/question.js';
export type { Trouble } from './prove/search.js';
export type { Convention } from './replay/convention.js';
export type { DataCounts } from './replay/data/accesses.js';
export type { TraceFormat } from './replay/formats/index.js';
export type { MissKinds } from './replay/miss-kinds.js';
export type { ReferenceKind } from './replay/references.js';
export type { ReplayCounts } from './replay/replay-counts.js';
export type { DesignSpace } from './replay/sweep/design-space.js';
export type { SweepPart } from './replay/sweep/sweep-part.js';
export type { StopSignal } from './replay/trace-source.js';
export type { KernelCounts } from './replay/two-views/kernel-calls.js';
export type { KernelCalls, TwoViewsDescription } from './replay/two-views/two-views-description.js';
export type { TwoViewsCounts } from './replay/two-views/two-views-pass.js';
export { type Address, type AddressInput, formatAddress, parseAddress } from './units/address.js';
export { type BytesInput, formatBytes, parseBytes } from './units/bytes.js';
export { InputError, ValueError } from './units/problems.js';
export { formatSize, parseSize, type Size } from './units/size.js';
export type { Table } from './views/arquero-table.js';
export type { BarsInput } from './views/bars.js';
export type { PartName } from './views/cost-parts.js';
export type { Figure } from './views/figure.js';
export type { GridCell, GridInput } from './views/grid.js';
export type { CopyAfter, SeenByLoad, StateAfter } from './views/line-states.js';
export type { Judged } from './views/palette.js';
export type { PricedBy, PricePoint } from './views/prices-over.js';
export type { ReplayRow } from './views/replayed.js';
export type { Price, TwoViewsRow } from './views/two-views.js';
