proof "three hundred domains are read over one connection"
define many
script=
for number in {1..300}; do
  sed "s/<name>many/&$number/" "$work/many.xml" > "$work/many$number.xml"
  script+="define $work/many$number.xml; "
done
sys "$script" > /dev/null
shim "$work/count" <<< "echo run >> $work/runs; exec /usr/bin/virsh \"\$@\""
began=${EPOCHREALTIME/./}
PATH=$work/count:$PATH expect_status 0 host lint -c 'many*' --severity warning
echo "  301 domains are read and checked within $(((${EPOCHREALTIME/./} - began) / 1000)) ms"
expect "how many are checked" "no findings in 301 domains" "$output"
expect "the runs of virsh: one lists, one reads" 2 "$(wc -l < "$work/runs")"
script=
for number in '' {1..300}; do script+="undefine many$number; "; done
sys "$script" > /dev/null
