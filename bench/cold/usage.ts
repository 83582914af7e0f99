/** What `npm run bench` says of these layers. */
export const coldUsage = `cold    cold starts at no delay: fresh isolates and processes in workerd and Node, and their memory
page    the same page in every variant, cold, over several delays to the database; the one with Prisma
        when npm can fetch its packages (300 MB, once)
driver  cold query, warm query and transaction of each driver, over several delays
warm    the same page under a steady load
all     these four; without --quick it writes lib/site/benchmarks/summary.json
      --rounds=40  samples of each
      --despite-controls  reports even when the machine is too busy to be believed
report A.jsonl ...  the report of raw samples; --keep writes lib/site/benchmarks/summary.json`;
