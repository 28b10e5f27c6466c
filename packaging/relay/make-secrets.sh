#!/bin/sh
# Makes the secrets of compose-postgres-s3.yaml in packaging/relay/secrets, those that are not there.
# The containers run as users of their own and must read the files; the folder keeps out everybody
# else on this machine.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 0700 secrets

make() {
  [ -s "secrets/$1" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"secrets/$1"
}

make postgres-password
make database-password
make s3-secret-key
rm -f secrets/s3proxy.conf
cat >secrets/s3proxy.conf <<CONF
s3proxy.endpoint=http://0.0.0.0:8080
s3proxy.authorization=aws-v4
s3proxy.identity=vaultnotes
s3proxy.credential=$(cat secrets/s3-secret-key)
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=/data
CONF
chmod 0444 secrets/*
