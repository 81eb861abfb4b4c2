/* What module_init() makes: one function with two names. */
static int gadget_init(void)
{
	return 7;
}

int init_module(void) __attribute__((alias("gadget_init")));
