/**
 * The versions of e-conomic's OpenAPI services that we speak, in one place. Majors come every few months and old ones may be
 * retired: when one changes, read its change list, move the number, run the adapter's tests.
 */
export const openApiPaths = {
  /** Matched pairs came with 4.0.0; 6.0.0 only added fields to what we read. */
  bookedEntries: 'bookedEntriesapi/v6.0.0/booked-entries',
  matchedPairs: 'bookedEntriesapi/v6.0.0/booked-entries/matched-pairs',
  /** Web hooks of this app; the first version there is. */
  subscriptions: 'webhooksapi/v1.0.0/webhooks',
  /** The only list of all customers' contacts; its numbers are the legacy family's `customerContactNumber`. */
  contacts: 'customersapi/v3.1.0/Contacts',
} as const;
