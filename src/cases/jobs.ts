/** Words on the timetable and in the queue that mean work of this room. */
export const caseJobs = ['propose', 'facts-changed', 'approve-in-bulk'] as const;
