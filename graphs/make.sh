#!/usr/bin/env bash
# Makes every file of this folder and what the README shows of them: graphs/make.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  cargo build --release --quiet
fi
program=${1:-target/release/summitry}
summitry() { "$program" "$@"; }

summitry build articles/ --output graphs/sample
summitry draw graphs/sample.json --engine built-in --focus "Kim Jong Un" --since 2018 --until 2019 --max-nodes 18 --output graphs/network.svg
summitry draw graphs/sample.json --engine built-in --focus "Kim Jong Un" --since 2018 --until 2019 --max-nodes 18 --theme dark --output graphs/network-dark.svg
summitry draw graphs/sample.json --as timeline --who "Kim Jong Un" --since 2018 --until 2019 --output graphs/timeline.svg
summitry draw graphs/sample.json --as timeline --who "Kim Jong Un" --since 2018 --until 2019 --theme dark --output graphs/timeline-dark.svg
UPDATE_EXPECT=1 cargo test --quiet --features sparql --test behaviour readme
