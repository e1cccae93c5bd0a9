// The analysis worker in the browser.
import type { ReadAsset } from '../core/assets';
import type { FromWorker, ToWorker } from '../core/session/protocol';
import type { WorkerPort } from '../host/hints/workerKeeper';
import type { AssetRead, AssetWanted } from './assetMessages';

/**
 * Starts a worker from its source text: a browser allows no worker script of another origin, so the host reads it first.
 * Messages posted before the script has arrived wait for it.
 */
export function startWebWorker(script: string, readAsset: ReadAsset): WorkerPort {
  return new WebWorkerPort(script, readAsset);
}

class WebWorkerPort implements WorkerPort {
  private readonly waiting: ToWorker[] = [];
  private worker: Worker | undefined;
  private url: string | undefined;
  private ended = false;
  private heard: ((message: FromWorker) => void) | undefined;
  private exited: ((reason: string) => void) | undefined;

  constructor(
    script: string,
    private readonly readAsset: ReadAsset,
  ) {
    readAsset(script).then(
      (source) => this.start(source),
      (error) => this.fail(`its script could not be read: ${error}`),
    );
  }

  post(message: ToWorker): void {
    if (this.worker) this.worker.postMessage(message);
    else this.waiting.push(message);
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.heard = listener;
  }

  onExit(listener: (reason: string) => void): void {
    this.exited = listener;
  }

  end(): void {
    this.ended = true;
    this.worker?.terminate();
    if (this.url) URL.revokeObjectURL(this.url);
  }

  private start(source: Uint8Array): void {
    if (this.ended) return;
    this.url = URL.createObjectURL(new Blob([source.slice()], { type: 'text/javascript' }));
    const worker = new Worker(this.url, { name: 'prompt-meter' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker | AssetWanted>) => {
      if (data.type === 'assetWanted') void this.sendAsset(worker, data.name);
      else this.heard?.(data);
    };
    worker.onerror = (event) => this.fail(event.message);
    this.worker = worker;
    for (const message of this.waiting) worker.postMessage(message);
  }

  private async sendAsset(worker: Worker, name: string): Promise<void> {
    const answer = await this.readAsset(name).then(
      (bytes): AssetRead => ({ type: 'assetRead', name, bytes, problem: undefined }),
      (error): AssetRead => ({ type: 'assetRead', name, bytes: undefined, problem: String(error) }),
    );
    worker.postMessage(answer);
  }

  private fail(reason: string): void {
    if (this.ended) return;
    this.end();
    this.exited?.(reason);
  }
}
