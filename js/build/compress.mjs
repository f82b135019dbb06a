import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** As a server would send it that compresses once and well. */
export function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** The same for what knows no brotli. */
export function gzip(bytes) {
  return gzipSync(bytes, { level: 9 });
}
