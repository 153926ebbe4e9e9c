#!/usr/bin/env bash
# Makes the two fonts of this folder from Noto Sans and Noto Sans Devanagari (Debian's
# fonts-noto-core): needs pyftsubset of fonttools. Commit what it makes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
noto=${NOTO:-/usr/share/fonts/truetype/noto}
pyftsubset "$noto/NotoSans-Regular.ttf" --no-hinting --output-file=NotoSans-subset.ttf \
  --layout-features=kern,liga,mark,mkmk,ccmp,locl \
  --unicodes=U+20-7E,U+A0-17F,U+2010-2015,U+2018-201F,U+2022,U+2026,U+2032,U+2033,U+2190-2193,U+2212,U+2248,U+2264,U+2265,U+20B9
pyftsubset "$noto/NotoSansDevanagari-Regular.ttf" --no-hinting --output-file=NotoSansDevanagari-subset.ttf \
  '--layout-features=*' --unicodes=U+900-97F,U+20,U+200C,U+200D,U+25CC,U+2013,U+2014,U+20B9
