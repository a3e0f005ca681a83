// `rosenblatt/cluster`: training on shards, on threads or on machines, to the same bits.

export { answerTask, command } from "./command.js";
export type { QueueOptions } from "./connection.js";
export { type Dataset, type DatasetSource, openDataset } from "./dataset.js";
export type { Executor, TaskContext } from "./executor.js";
export { checkManifest, type Manifest, type Shard } from "./manifest.js";
export type { Mixing } from "./mix.js";
export type { ClusterOptions, ClusterProgress } from "./options.js";
export { type QueueExecutor, type QueueStatus, queue, status } from "./queue.js";
export { type ShardBatches, type ShardOptions, writeShards } from "./shards.js";
export { folderStore, httpStore, memoryStore, type ReadStore, type Store } from "./store.js";
export type { ShardResult, ShardTask } from "./task.js";
export { threads } from "./threads.js";
export { trainShards as train } from "./train.js";
export { type ClusterWorker, type ClusterWorkerOptions, type WorkerCounts, worker } from "./worker.js";
