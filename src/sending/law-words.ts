/**
 * Each market's law as a letter names it, in the reader's language: so that a Swede finds the Danish act, and a Briton the
 * Norwegian one. The numbers are the law room's (law/market); a test holds the two together.
 */
import type { DebtorKind } from '../law/rules.ts';
import type { Language } from '../values/language.ts';
import { tidy } from './merge-value.ts';

export type LawTopic = 'interest' | 'fee' | 'compensation' | 'notice';
type Words = Readonly<Record<Language, string>>;

const act = {
  DK: {
    interest: {
      da: 'renteloven',
      sv: 'i den danska räntelagen (renteloven)',
      en: 'the Danish Interest Act (renteloven)',
    },
    notice: {
      da: 'inkassolovens',
      sv: 'i den danska inkassolagen (inkassoloven)',
      en: 'the Danish Debt Collection Act (inkassoloven)',
    },
  },
  SE: {
    costs: {
      da: 'i den svenske lov om inkassoomkostninger (lag 1981:739)',
      sv: 'lagen (1981:739) om ersättning för inkassokostnader',
      en: 'the Swedish Act on Compensation for Debt Recovery Costs (1981:739)',
    },
  },
  NO: {
    interest: {
      da: 'i den norske lov om forsinkelsesrente (forsinkelsesrenteloven)',
      sv: 'i den norska lagen om dröjsmålsränta (forsinkelsesrenteloven)',
      en: 'the Norwegian Act on Interest on Overdue Payments (forsinkelsesrenteloven)',
    },
  },
  FI: {
    collection: {
      da: 'i den finske inkassolov (perintälaki 513/1999)',
      sv: 'i den finska lagen om indrivning av fordringar (513/1999)',
      en: 'the Finnish Debt Collection Act (perintälaki 513/1999)',
    },
  },
  DE: {
    code: {
      da: 'i den tyske borgerlige lovbog (BGB)',
      sv: 'i den tyska civillagen (BGB)',
      en: 'the German Civil Code (BGB)',
    },
  },
  NL: {
    code: {
      da: 'i den nederlandske borgerlige lovbog (BW)',
      sv: 'i den nederländska civillagen (BW)',
      en: 'the Dutch Civil Code (BW)',
    },
  },
} as const;

const latePaymentAct = 'Late Payment of Commercial Debts (Interest) Act 1998';

const words: { readonly [market: string]: { readonly [topic in LawTopic]?: Words } } = {
  DK: {
    interest: {
      da: `${act.DK.interest.da} §§ 3 og 5`,
      sv: `3 och 5 §§ ${act.DK.interest.sv}`,
      en: `sections 3 and 5 of ${act.DK.interest.en}`,
    },
    fee: {
      da: `${act.DK.interest.da} § 9 b`,
      sv: `9 b § ${act.DK.interest.sv}`,
      en: `section 9 b of ${act.DK.interest.en}`,
    },
    compensation: {
      da: `${act.DK.interest.da} § 9 a, stk. 3, og bekendtgørelse nr. 601/2002 § 2, stk. 2`,
      sv: `9 a § stycke 3 ${act.DK.interest.sv} och 2 § stycke 2 i kungörelse 601/2002`,
      en: `section 9 a(3) of ${act.DK.interest.en} and section 2(2) of Order 601/2002`,
    },
    notice: {
      da: `${act.DK.notice.da} § 10`,
      sv: `10 § ${act.DK.notice.sv}`,
      en: `section 10 of ${act.DK.notice.en}`,
    },
  },
  SE: {
    interest: {
      da: '§§ 3, 4 og 6 i den svenske rentelov (räntelagen)',
      sv: '3, 4 och 6 §§ räntelagen (1975:635)',
      en: 'sections 3, 4 and 6 of the Swedish Interest Act (räntelagen)',
    },
    // Owed only where it was agreed, so the agreement is named first.
    fee: {
      da: `vores aftale og § 2 ${act.SE.costs.da}`,
      sv: `vårt avtal och 2 § ${act.SE.costs.sv}`,
      en: `our agreement and section 2 of ${act.SE.costs.en}`,
    },
    compensation: {
      da: `§ 4 a ${act.SE.costs.da}`,
      sv: `4 a § ${act.SE.costs.sv}`,
      en: `section 4 a of ${act.SE.costs.en}`,
    },
    notice: {
      da: '§ 5 i den svenske inkassolov (inkassolagen)',
      sv: '5 § inkassolagen (1974:182)',
      en: 'section 5 of the Swedish Debt Recovery Act (inkassolagen)',
    },
  },
  NO: {
    interest: {
      da: `§§ 2 og 3 ${act.NO.interest.da}`,
      sv: `2 och 3 §§ ${act.NO.interest.sv}`,
      en: `sections 2 and 3 of ${act.NO.interest.en}`,
    },
    fee: {
      da: '§ 1-2 i den norske inkassobekendtgørelse (inkassoforskriften)',
      sv: '1-2 § i den norska inkassoförordningen (inkassoforskriften)',
      en: 'section 1-2 of the Norwegian Debt Collection Regulations (inkassoforskriften)',
    },
    compensation: {
      da: `§ 3 a ${act.NO.interest.da}`,
      sv: `3 a § ${act.NO.interest.sv}`,
      en: `section 3 a of ${act.NO.interest.en}`,
    },
    notice: {
      da: '§ 9 i den norske inkassolov (inkassoloven)',
      sv: '9 § i den norska inkassolagen (inkassoloven)',
      en: 'section 9 of the Norwegian Debt Collection Act (inkassoloven)',
    },
  },
  FI: {
    interest: {
      da: '§§ 4 a og 5 i den finske rentelov (korkolaki 633/1982)',
      sv: '4 a och 5 §§ i den finska räntelagen (633/1982)',
      en: 'sections 4 a and 5 of the Finnish Interest Act (korkolaki 633/1982)',
    },
    fee: {
      da: `§ 10 d ${act.FI.collection.da}`,
      sv: `10 d § ${act.FI.collection.sv}`,
      en: `section 10 d of ${act.FI.collection.en}`,
    },
    compensation: {
      da: `§ 10 e ${act.FI.collection.da}`,
      sv: `10 e § ${act.FI.collection.sv}`,
      en: `section 10 e of ${act.FI.collection.en}`,
    },
    notice: {
      da: `§§ 4 og 5 ${act.FI.collection.da}`,
      sv: `4 och 5 §§ ${act.FI.collection.sv}`,
      en: `sections 4 and 5 of ${act.FI.collection.en}`,
    },
  },
  DE: {
    interest: {
      da: `§§ 286 og 288 ${act.DE.code.da}`,
      sv: `286 och 288 §§ ${act.DE.code.sv}`,
      en: `sections 286 and 288 of ${act.DE.code.en}`,
    },
    compensation: {
      da: `§ 288, stk. 5, ${act.DE.code.da}`,
      sv: `288 § stycke 5 ${act.DE.code.sv}`,
      en: `section 288(5) of ${act.DE.code.en}`,
    },
    notice: {
      da: `§ 286, stk. 1, ${act.DE.code.da}`,
      sv: `286 § stycke 1 ${act.DE.code.sv}`,
      en: `section 286(1) of ${act.DE.code.en}`,
    },
  },
  NL: {
    interest: {
      da: `artikel 6:119 og 6:119a ${act.NL.code.da}`,
      sv: `artikel 6:119 och 6:119a ${act.NL.code.sv}`,
      en: `articles 6:119 and 6:119a of ${act.NL.code.en}`,
    },
    compensation: {
      da: `artikel 6:96, stk. 4, ${act.NL.code.da} og artikel 2 i forordningen om inkassoomkostninger (BIK)`,
      sv: `artikel 6:96 stycke 4 ${act.NL.code.sv} och artikel 2 i förordningen om inkassokostnader (BIK)`,
      en: `article 6:96(4) of ${act.NL.code.en} and article 2 of the Decree on Collection Costs (BIK)`,
    },
    // The letter of article 6:96(6) is for consumers; a business is owed no particular one, so none is named.
  },
  GB: {
    interest: {
      da: `den britiske lov om sen betaling (${latePaymentAct}), sections 1 og 4`,
      sv: `den brittiska lagen om sena betalningar (${latePaymentAct}), sections 1 och 4`,
      en: `sections 1 and 4 of the ${latePaymentAct}`,
    },
    compensation: {
      da: `den britiske lov om sen betaling (${latePaymentAct}), section 5A`,
      sv: `den brittiska lagen om sena betalningar (${latePaymentAct}), section 5A`,
      en: `section 5A of the ${latePaymentAct}`,
    },
  },
};

/** The words, or the paragraph as the law room names it where we have none. */
export function lawText(market: string, topic: LawTopic, paragraph: string, language: Language): string {
  return words[market]?.[topic]?.[language] ?? paragraph;
}

/** The law a formal notice is given under, or null where the market's law asks no particular letter of a business. */
export function noticeLawText(market: string, language: Language): string | null {
  return words[market]?.notice?.[language] ?? null;
}

/** What a formal notice is called where its market has a word of its own, as it stands in a subject. */
export function noticeName(market: string, language: Language): string {
  if (language === 'en') return 'Notice before debt collection';
  if (market === 'SE') return 'Inkassokrav';
  return language === 'da' ? 'Inkassovarsel' : 'Varsel om inkasso';
}

/** What else a notice says under this law: how long an individual in Britain has, and where advice is free. */
export function noticeAdvice(market: string, debtorKind: DebtorKind, language: Language): string | null {
  if (market !== 'GB') return null;
  const individual = debtorKind !== 'business';
  const asked: Words = individual
    ? {
        da: 'Fristen er de 30 dage, som den britiske Pre-Action Protocol for Debt Claims giver privatpersoner og enkeltmandsvirksomheder. Gratis og uafhængig rådgivning fås hos Business Debtline (businessdebtline.org).',
        sv: 'Fristen är de 30 dagar som brittiska Pre-Action Protocol for Debt Claims ger privatpersoner och enskilda näringsidkare. Gratis och oberoende råd finns hos Business Debtline (businessdebtline.org).',
        en: 'You have the 30 days that the Pre-Action Protocol for Debt Claims gives individuals and sole traders. Free, independent advice is available from Business Debtline (businessdebtline.org).',
      }
    : {
        da: 'Brevet fremlægger kravet sådan, som den britiske Practice Direction on Pre-Action Conduct beder om.',
        sv: 'Brevet lägger fram kravet så som brittiska Practice Direction on Pre-Action Conduct begär.',
        en: 'This letter sets out the claim as the Practice Direction on Pre-Action Conduct asks.',
      };
  return asked[language];
}

/**
 * One paragraph of Danish interest law as the law room names it ("renteloven § 9 b", "renteloven §§ 3 and 5"), said in the
 * reader's way; any other law is printed as it is named.
 */
export function paragraphText(paragraph: string, language: Language): string {
  const sections = /^renteloven §§? (\d+(?: [a-z])?)(?: and (\d+(?: [a-z])?))?$/.exec(paragraph);
  if (!sections) return tidy(paragraph);
  const [, first = '', second] = sections;
  const one = second === undefined;
  if (language === 'da') return one ? `renteloven § ${first}` : `renteloven §§ ${first} og ${second}`;
  if (language === 'sv') return `${one ? `${first} §` : `${first} och ${second} §§`} ${act.DK.interest.sv}`;
  return `${one ? `section ${first}` : `sections ${first} and ${second}`} of ${act.DK.interest.en}`;
}
