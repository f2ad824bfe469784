/* Holds a pod's namespaces open, and is the first process of the node: takes over what loses its parent, and does nothing. */
#include <signal.h>
#include <unistd.h>

static void end(int signal) { (void)signal; _exit(0); }

int main(void) {
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGCHLD, SIG_IGN); /* children are reaped by the kernel */
  for (;;) pause();
}
