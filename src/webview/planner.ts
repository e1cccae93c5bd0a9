// The scenario planner: an example to start from, four numbers to change, and what the host reckons from them.
import { type PlanField, type Planner, type PlanWish, planFields } from '../core/dashboard/dashboardProtocol';
import { element, listOf, setHidden, setText, type View } from './dom';
import { panelTable } from './panelTable';

/** Asks the host to reckon. */
export type Plan = (wish: PlanWish) => void;

export function plannerView(plan: Plan): View<Planner> {
  const heading = element('h2', '');
  heading.id = 'planner-heading';
  const select = element('select', '');
  select.id = 'planner-example';
  const exampleLabel = element('label', '');
  exampleLabel.htmlFor = select.id;
  const showExamples = listOf(select, optionView);
  const fields = planFields.map((name) => fieldView(name));
  const problem = element('p', 'panel-warning');
  problem.setAttribute('role', 'status');
  const note = element('p', 'muted note');
  const empty = element('p', 'empty');
  const table = panelTable(heading.id);
  const form = element(
    'div',
    'planner-form',
    element('div', 'field', exampleLabel, select),
    ...fields.map(({ root }) => root),
  );
  const root = element('section', 'planner panel card', heading, form, problem, empty, table.root, note);
  root.setAttribute('aria-labelledby', heading.id);
  let shown: Planner | undefined;
  const asked = (): PlanWish => {
    const typed = (name: PlanField) => fields.find((field) => field.name === name)?.value() ?? 0;
    return {
      example: Math.max(0, select.selectedIndex),
      callsPerDay: typed('callsPerDay'),
      inputTokens: typed('inputTokens'),
      cachedTokens: typed('cachedTokens'),
      outputTokens: typed('outputTokens'),
    };
  };
  for (const { input } of fields) input.addEventListener('input', () => plan(asked()));
  select.addEventListener('change', () => {
    const wish = shown?.examples[select.selectedIndex]?.wish;
    if (!wish) return;
    for (const field of fields) field.input.value = String(wish[field.name]);
    plan(wish);
  });
  return {
    root,
    update(planner) {
      shown = planner;
      setText(heading, planner.heading);
      setText(exampleLabel, planner.exampleLabel);
      showExamples(planner.examples.map(({ name }) => name));
      if (select.selectedIndex !== planner.wish.example) select.selectedIndex = planner.wish.example;
      for (const field of fields) field.update(planner);
      setHidden(problem, planner.problem === null);
      setText(problem, planner.problem ?? '');
      setHidden(empty, planner.empty === null);
      setText(empty, planner.empty ?? '');
      table.update(planner);
      setText(note, planner.note);
    },
  };
}

function optionView(): View<string> {
  const root = element('option', '');
  return { root, update: (name) => setText(root, name) };
}

interface FieldView extends View<Planner> {
  readonly name: PlanField;
  readonly input: HTMLInputElement;
  readonly value: () => number;
}

/** A number; while it has the focus, what the host says does not change it. */
function fieldView(name: PlanField): FieldView {
  const input = element('input', '');
  input.type = 'number';
  input.min = '0';
  input.step = '1';
  input.id = `planner-${name}`;
  const label = element('label', '');
  label.htmlFor = input.id;
  return {
    root: element('div', 'field', label, input),
    name,
    input,
    value: () => Math.min(1e12, Math.max(0, Math.floor(Number(input.value)) || 0)),
    update(planner) {
      setText(label, planner.fields[name]);
      const text = String(planner.wish[name]);
      if (document.activeElement !== input && input.value !== text) input.value = text;
    },
  };
}
