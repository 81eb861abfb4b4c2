/* A second unit with a static function of the same name as one in widget.c, but of another size. */
extern int widget_flush(int count);

__attribute__((noinline)) static int widget_poll(int count)
{
	return widget_flush(count) * 5 + widget_flush(count + 1);
}

int gadget_read(int count)
{
	return widget_poll(count) + 7;
}
