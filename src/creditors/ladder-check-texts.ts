/** A creditor's own words: values that exist, and no threat of a step that is not planned. */
import { knownValues, valuesIn } from '../ladder/own-text.ts';
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { unplannedThreats } from '../law/threats.ts';
import { languageNames, languages } from '../values/language.ts';
import { fault, type LadderFault } from './ladder-fault.ts';
import { longestText } from './stored-ladder.ts';

export function textFaults(rung: Rung): LadderFault[] {
  return languages.flatMap((language) => {
    const text = rung.texts[language];
    if (text === undefined) return [];
    const named = languageNames[language];
    if (text.length > longestText)
      return [fault(rung, 'text', `${named}: keep the text under ${longestText} characters.`)];
    const unknown = valuesIn(text).find((name) => !(knownValues as readonly string[]).includes(name));
    const noLate = kindOf(rung.key) === 'nudge' && valuesIn(text).includes('late');
    const list = knownValues.map((name) => `{${name}}`).join(', ');
    const threat = unplannedThreats(text, language)[0];
    return [
      ...(unknown === undefined
        ? []
        : [fault(rung, 'text', `${named}: {${unknown}} is no value we know. Those there are: ${list}.`)]),
      ...(noLate ? [fault(rung, 'text', `${named}: before the due date nothing is late. Take {late} out.`)] : []),
      ...(threat === undefined
        ? []
        : [
            fault(
              rung,
              'text',
              `${named}: “${threat}” holds out a step that nobody takes from here (inkassoloven § 9). Take it out.`,
            ),
          ]),
    ];
  });
}
