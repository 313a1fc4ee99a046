typedef int visitor (void *ctx, int v);

struct job { visitor *f; void *ctx; };
struct job later;

int
each (const int *v, int n, visitor *f, void *ctx)
{
  for (int i = 0; i < n; i++)
    if (f (ctx, v[i]))
      return 1;
  return 0;
}

int
run_later (visitor *f, void *ctx)
{
  later.f = f;
  later.ctx = ctx;
  return 0;
}

int
run_all (void)
{
  return later.f ? later.f (later.ctx, 0) : 0;
}
