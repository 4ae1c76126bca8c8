# Sourced by scripts that build and deploy: their Python tools, each in a place of its own below
# Cargo's target directory. Needs python3 with pip and venv.

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

# cargo-lambda links with ziglang. The emulator of AWS and the AWS CLI are apart: each asks for
# another version of boto3 or botocore.
sam_tools=(aws-sam-cli==1.170.0 cargo-lambda==1.9.2 ziglang==0.17.1 cfn-lint==1.58.0)
emulator_tools=(ministack==1.5.33 aws-sam-translator==1.115.0 cryptography==50.0.2)
aws_tools=(awscli==1.46.3)

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || die "needs $2"
}

# A Python of this name with these packages.
python_with() {
  local python=$target/tools/$1
  shift
  [ "$(cat "$python/installed" 2>/dev/null)" = "$*" ] && return
  need python3 "python3 with pip and venv"
  rm -rf "$python"
  python3 -m venv "$python" || die "needs pip and venv for python3 (Debian: python3-venv)"
  # Only what runs gets compiled, when it first runs.
  "$python/bin/pip" install --quiet --disable-pip-version-check --no-compile "$@"
  echo "$*" >"$python/installed"
}

# Puts sam, cfn-lint and cargo-lambda on the PATH.
use_sam_tools() {
  need cargo "Rust: https://rustup.rs"
  python_with python "${sam_tools[@]}"
  export PATH=$target/tools/python/bin:$PATH SAM_CLI_TELEMETRY=0
}
