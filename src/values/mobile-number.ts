/**
 * Mobile numbers as text messages need them: E.164, and only in ranges where the seven countries we know put mobile phones, so
 * that a landline in the wrong field is not written to. Source: the national numbering plans. Denmark parts no mobile from
 * landline by its numbers; what is known to take no text there (70 shared, 80 free, 90 premium) is refused.
 */

type Plan = { readonly code: string; readonly trunk: string; readonly mobile: RegExp };

/** `mobile` is the number without country code and trunk prefix. */
const plans: Readonly<Record<string, Plan>> = {
  DK: { code: '45', trunk: '', mobile: /^(?!70|80|90)[2-9]\d{7}$/ },
  SE: { code: '46', trunk: '0', mobile: /^7[02369]\d{7}$/ },
  NO: { code: '47', trunk: '', mobile: /^[49]\d{7}$/ },
  DE: { code: '49', trunk: '0', mobile: /^1[567]\d{8,9}$/ },
  GB: { code: '44', trunk: '0', mobile: /^7[1-57-9]\d{8}$/ },
  FI: { code: '358', trunk: '0', mobile: /^(4\d{5,9}|50\d{4,8})$/ },
  NL: { code: '31', trunk: '0', mobile: /^6[1-5]\d{7}$/ },
};

/**
 * "+4520304050" for "20 30 40 50" in Denmark; a number with a country code of its own keeps it. `country` is ISO 3166
 * alpha-2. Null for what cannot be read as one mobile number in the seven countries.
 */
export function mobileNumber(text: string, country: string): string | null {
  const signs = text.trim().replace(/\(0\)/g, '');
  if (!/^\+?[\d\s().\-/]+$/u.test(signs)) return null;
  const digits = signs.replace(/[^\d+]/g, '');
  const abroad = /^(?:\+|00)(\d+)$/.exec(digits)?.[1];
  if (abroad === undefined) return withinPlan(plans[country], digits);
  const plan = Object.values(plans).find(({ code }) => abroad.startsWith(code));
  return withinPlan(plan, plan ? abroad.slice(plan.code.length) : '');
}

function withinPlan(plan: Plan | undefined, digits: string): string | null {
  if (!plan) return null;
  const { code, trunk, mobile } = plan;
  const national = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  return mobile.test(national) ? `+${code}${national}` : null;
}
