/** Why a manifest is not trusted. The text continues "was left aside:". */
export class ManifestError extends Error {}
