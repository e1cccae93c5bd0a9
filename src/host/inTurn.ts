// One thing at a time for each name: accounts of one provider ask it one after the other.

/** Begins `task` when all earlier ones of that name have ended, however they ended. */
export type InTurn = <Result>(name: string, task: () => Promise<Result>) => Promise<Result>;

export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(task);
    const ended = turn
      .catch(() => {})
      .then(() => {
        if (last.get(name) === ended) last.delete(name);
      });
    last.set(name, ended);
    return turn;
  };
}
