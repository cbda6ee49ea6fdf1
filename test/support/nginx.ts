import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { certificateFile } from "./module-proxy.ts";

/** nginx in the foreground, with a configuration of its own. */
export interface Nginx {
  readonly port: number;
  /** the lines of its access log: `STATUS /path` */
  log(): readonly string[];
  close(): Promise<void>;
}

const searchPath = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;

export function nginxMissing(): string | undefined {
  const found = spawnSync("nginx", ["-v"], { env: { PATH: searchPath } }).status === 0;
  return found ? undefined : "there is no nginx (test/e2e/nginx-install.sh)";
}

/**
 * Starts it on loopback.
 *
 * @param directory an empty one for its files
 * @param http directives of the `http` block
 * @param server directives of the one server, which speaks TLS as `localhost`
 */
export async function startNginx(directory: string, http: string, server: string): Promise<Nginx> {
  fs.mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((of) => `${of}_temp_path ${join(directory, of)};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const configuration = `${user} daemon off; master_process off; worker_processes 1; pid ${join(directory, "pid")}; error_log ${join(directory, "errors")};
events { worker_connections 256; }
http {
  ${temporary.join(" ")}
  log_format short "$status $uri";
  access_log ${join(directory, "access")} short;
  default_type application/octet-stream;
  ${http}
  server {
    listen 127.0.0.1:${port} ssl;
    server_name localhost;
    ssl_certificate ${certificateFile};
    ssl_certificate_key ${certificateFile.replace(/cert\.pem$/, "key.pem")};
    ${server}
  }
}
`;
  fs.writeFileSync(join(directory, "nginx.conf"), configuration);
  const args = ["-p", directory, "-e", join(directory, "errors"), "-c", join(directory, "nginx.conf")];
  const child = spawn("nginx", args, { env: { PATH: searchPath }, stdio: ["ignore", "pipe", "pipe"] });
  await listening(child, directory);
  return {
    port,
    log: () =>
      fs
        .readFileSync(join(directory, "access"), "utf8")
        .split("\n")
        .filter((line) => line !== ""),
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function listening(child: ChildProcess, directory: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`nginx: ${fs.readFileSync(join(directory, "errors"), "utf8")}`);
    const pid = join(directory, "pid");
    if (fs.existsSync(pid) && fs.readFileSync(pid, "utf8").trim() !== "") return;
    await setTimeout(25);
  }
  throw new Error("nginx did not start");
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
