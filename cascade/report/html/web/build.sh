#!/usr/bin/env bash
# Builds dist/ from src/: needs node and npm. Commit what it makes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
npm ci --silent --no-audit --no-fund --ignore-scripts
node build.mjs "${1:-dist}"
