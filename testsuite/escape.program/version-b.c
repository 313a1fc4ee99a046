extern int *slot;

__attribute__ ((symver ("watch@V1"))) void watch_1 (int *p) { (*p)++; }
__attribute__ ((symver ("watch@@V2"))) void watch_2 (int *p) { slot = p; }
__attribute__ ((symver ("glance@V1"))) void glance_1 (int *p) { slot = p; }
__attribute__ ((symver ("glance@@V2"))) void glance_2 (int *p) { (*p)++; }
