// How a file of sample values is called: light enough for the extension host to ask.

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
