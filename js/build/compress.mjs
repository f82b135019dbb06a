import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/**
 * As a server would send it that compresses once and well: the smallest of a
 * few settings, which are a percent apart and take turns at being the best.
 */
export function brotli(bytes) {
  const attempts = [0, 16, 18].map((blockBits) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_LGBLOCK]: blockBits,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  );
  return attempts.reduce((best, next) => (next.length < best.length ? next : best));
}

/** The same for what knows no brotli. */
export function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
