/** Runs one task at a time for each name: whoever asks meanwhile shares its outcome. */
export function createSingleFlight<T>(): (name: string, task: () => Promise<T>) => Promise<T> {
  const inFlight = new Map<string, Promise<T>>();
  return (name, task) => {
    const running = inFlight.get(name);
    if (running) return running;
    const started = task().finally(() => inFlight.delete(name));
    inFlight.set(name, started);
    return started;
  };
}
