/* Two inlined calls within each other, a call that does not return, and a static function: what kernel code looks like to a debugger. */
static volatile int sink;

static inline __attribute__((always_inline)) int widget_weight(int count)
{
	return count * 3 + sink;
}

static inline __attribute__((always_inline)) int widget_sum(int count)
{
	sink = count;
	return widget_weight(count) + 1;
}

__attribute__((noinline)) int widget_flush(int count)
{
	sink = count + 2;
	return widget_sum(count) - sink;
}

__attribute__((noinline, noreturn)) void widget_panic(void)
{
	for (;;)
		sink++;
}

__attribute__((noinline)) static int widget_poll(int count)
{
	if (count > 3)
		widget_panic();
	return widget_flush(count) + sink;
}

int main(int argc, char **argv)
{
	(void)argv;
	return widget_poll(argc);
}
