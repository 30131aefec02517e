#!/usr/bin/env bash
# Visits the same made-up pages with ours and with Scrapy, in turn. usage: bench/peers/scrapy.sh [PAGES [RUNS]], after 'dotnet build bench -c Release'
set -euo pipefail
cd "$(dirname "$0")/../.."
# Debian's own: another python3 may come first in the path.
/usr/bin/python3 -c 'import scrapy' 2>/dev/null || { echo "Scrapy is missing: apt-get install python3-scrapy" >&2; exit 2; }
exec dotnet bench/bin/Release/net10.0/SocialConnect.Bench.dll crawl --pages "${1:-10000}" --runs "${2:-3}" --peer bench/peers/scrapy_spider.py
