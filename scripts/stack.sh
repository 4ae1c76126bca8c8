# Sourced by the scripts that work on the accounts of a stack: where its records are, and how an account
# gets there. Needs bash and the AWS CLI.

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Nothing here is to be paged through.
export AWS_PAGER=

# Sets `stack`, and for the local run also where its AWS is. STACK is a stack's name, `local` or
# `local:PORT`, where PORT is that of the website API. The outputs named after it have to be there.
use_stack() {
  local name
  stack=$1 port=
  shift
  command -v aws >/dev/null || die "needs the AWS CLI: https://aws.amazon.com/cli/"
  case $stack in
  local) port=3000 ;;
  local:*)
    port=${stack#local:}
    [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65533 ]] || die "STACK: $port is not a port of a local run"
    ;;
  *) [[ $stack =~ ^[A-Za-z][A-Za-z0-9-]{0,127}$ ]] || die "STACK: $stack is not a stack's name, local or local:PORT" ;;
  esac
  if [ -n "$port" ]; then
    # The local run takes any credentials.
    export AWS_ENDPOINT_URL=http://127.0.0.1:$((port + 2)) AWS_DEFAULT_REGION=us-east-1
    export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test NO_PROXY=127.0.0.1
    unset AWS_PROFILE AWS_SESSION_TOKEN AWS_REGION
    return
  fi
  outputs=$(aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]') || die "STACK: the stack $stack cannot be read"
  for name in "$@"; do
    [ -n "$(output "$name")" ] || die "STACK: $stack has no output $name; deploy this version of patchbay"
  done
}

# An output of the stack. In the local run, tables and key are called as in the template.
output() {
  if [ -z "$port" ]; then
    awk -F '\t' -v "name=$1" '$1 == name { print $2 }' <<<"$outputs"
  else
    case $1 in
    ApiUrl) echo "http://127.0.0.1:$port" ;;
    *TableName) echo "${1%Name}" ;;
    TokenKeyArn) echo TokenKey ;;
    esac
  fi
}

is_account() {
  [[ $1 =~ ^AC[0-9a-f]{32}$ ]] || die "ACCOUNT_SID: an account SID is AC and 32 hexadecimal digits"
}

is_tenant() {
  [[ $1 =~ ^[A-Za-z0-9_@\|:+=-][A-Za-z0-9._@\|:+=-]{0,127}$ ]] || die "TENANT: not a tenant id"
}

# Sets `encrypted` from the token on standard input. Typed at a terminal, it is not shown.
read_token() {
  local token=
  if [ -t 0 ]; then
    read -rsp "AuthToken of $1: " token
    echo >&2
  else
    read -r token || [ -n "$token" ] || die "there is no token on standard input"
  fi
  [[ $token =~ ^[0-9a-f]{32}$ ]] || die "a token is 32 hexadecimal digits"
  encrypted=$(printf %s "$token" | aws kms encrypt --key-id "$(output TokenKeyArn)" --plaintext fileb:///dev/stdin \
    --encryption-context "account_sid=$1" --query CiphertextBlob --output text)
}

# Writes the record of an active account with the token in `encrypted`; further arguments are a condition.
put_account() {
  local account=$1 tenant=$2
  shift 2
  aws dynamodb put-item --table-name "$(output AccountsTableName)" "$@" \
    --item '{"account_sid":{"S":"'"$account"'"},"tenant_id":{"S":"'"$tenant"'"},"status":{"S":"active"},"auth_token":{"S":"'"$encrypted"'"}}'
}
