import { crc32, deflateSync } from 'node:zlib';
import type { Pattern } from './code-pattern.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A grey PNG, each square of the pattern `scale` pixels wide. */
export function pngOf(pattern: Pattern, scale: number): Buffer {
  const side = pattern.length * scale;
  const rows = pattern.flatMap((row) => {
    const pixels = Buffer.concat(row.map((black) => Buffer.alloc(scale, black ? 0 : 255)));
    const line = Buffer.concat([Buffer.from([0]), pixels]);
    return Array<Buffer>(scale).fill(line);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits of grey; deflate, no filter, not interlaced.
  header[8] = 8;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
