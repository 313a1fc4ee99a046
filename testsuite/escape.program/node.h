#include <stddef.h>

struct node { struct node *next; int value; };
