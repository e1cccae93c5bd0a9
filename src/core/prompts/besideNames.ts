// How files are called that stand beside a prompt file and say something about it: light enough for the extension host to ask.

const endings = ['.sample.json', '.sample.yaml', '.sample.yml'];

/** Names that a sample file of a document may have, the likeliest first. `name` is the document's own, without folders. */
export function sampleFileNames(name: string): string[] {
  const stems: string[] = [name];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) stems.push(name.slice(0, dot));
  return stems
    .slice(0, 4)
    .reverse()
    .flatMap((stem) => endings.map((ending) => `${stem}${ending}`));
}

/** The file that holds the model and the settings of a prompt; undefined where none does. `name`: as above. */
export function configFileName(name: string): string | undefined {
  return /^skprompt\.txt$/i.test(name) ? 'config.json' : undefined;
}

/** The texts of such files; absent: there is none. */
export interface BesideTexts {
  readonly samples?: string;
  readonly config?: string;
}
