/** Where installing begins and where the grant page sends people back to; the manifest names both. */
export const installPaths = { start: '/install', callback: '/install/callback' } as const;
