/** The languages a debtor is written to in. */
export const languages = ['da', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** As the desk calls them. */
export const languageNames: { readonly [language in Language]: string } = {
  da: 'Danish',
  sv: 'Swedish',
  en: 'English',
};

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/** Countries whose law the house has a word on. Which of them are filled in is `law`'s to say. */
export const markets = ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB'] as const;
export type Market = (typeof markets)[number];
