import { installPaths } from './paths.ts';

type GrantPage = {
  readonly installUrl: string;
  readonly appPublicToken: string;
  readonly publicUrl: string;
  /** The browser's Accept-Language, or undefined. */
  readonly reads: string | undefined;
};

const locales = ['da-DK', 'sv-SE', 'nb-NO', 'en-US'] as const;

/** The accounting system's page where somebody grants access, in the language their browser asks for, else Danish. */
export function grantPageUrl({ installUrl, appPublicToken, publicUrl, reads }: GrantPage): string {
  const url = new URL(installUrl);
  url.searchParams.set('appPublicToken', appPublicToken);
  url.searchParams.set('redirectUrl', publicUrl + installPaths.callback);
  url.searchParams.set('locale', localeOf(reads));
  return url.toString();
}

function localeOf(reads: string | undefined): (typeof locales)[number] {
  const asked = (reads ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  for (const language of asked) {
    const found = locales.find((locale) => locale.startsWith(language === 'no' ? 'nb' : language));
    if (language !== '' && found) return found;
  }
  return 'da-DK';
}
