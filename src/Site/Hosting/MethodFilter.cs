using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace KB.Site.Hosting;

/// <summary>Answers 405 where a page has no handler for the method of a request: the framework would draw the page without what it shows.</summary>
/// <remarks>Source: RFC 9110, section 15.5.6.</remarks>
internal sealed class MethodFilter : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // Pages without a model have no handler and are read all the same; an error is told to every method.
        HttpContext http = context.HttpContext;
        if (context.HandlerMethod is null && !HttpMethods.IsGet(http.Request.Method) && http.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            IEnumerable<string> handled = context.ActionDescriptor.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant());
            http.Response.Headers.Allow = string.Join(", ", handled.Prepend(HttpMethods.Head).Prepend(HttpMethods.Get).Distinct());
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
