import { buildApp, builds } from "#tests/build/build.ts";

let building: Promise<void> | undefined;
let isBuilding = false;

/** Makes all builds, once: who asks again waits for the same ones. */
export function makeBuilds(): Promise<void> {
  isBuilding = true;
  building ??= (async () => {
    for (const build of Object.values(builds)) await buildApp(build);
  })().finally(() => {
    isBuilding = false;
  });
  return building;
}

/** Whether a build is under way, which ends with this process. */
export const areBuildsUnderWay = (): boolean => isBuilding;
