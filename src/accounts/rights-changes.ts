/** What may end somebody's rights, from before it is done: resolves, when it is done or has failed, to whether it may have. */
export type RightsChange = Promise<boolean>;

/** Tells those who hold something open in somebody's name of each change on this node by which that may have to end. */
export class RightsChanges {
  readonly #hearers = new Set<(change: RightsChange) => void>();

  /** Calls `hear` at the beginning of each change, until the function that is returned is called. */
  hear(hear: (change: RightsChange) => void): () => void {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  }

  /** Tells of a change that has just been begun; of one that failed it is not known what of it was done. */
  tell<Result>(change: Promise<Result>, mayHaveEnded: (result: Result) => boolean): Promise<Result> {
    const told = change.then(mayHaveEnded, () => true);
    for (const hear of this.#hearers) hear(told);
    return change;
  }
}
