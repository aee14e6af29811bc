import fc from 'fast-check';

// The same values each time: what fails is what somebody has changed, never a later change that met other values by chance. Whoever
// wants others gives another seed.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 36) });

/** fast-check, with a seed. */
export { default } from 'fast-check';
