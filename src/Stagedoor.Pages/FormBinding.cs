using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Pages;

/// <summary>Binds an antiforgery token to what its form is about (the step, the session, the journey), so that a token of one form or one session is nothing in another.</summary>
internal sealed class FormBinding : IAntiforgeryAdditionalDataProvider
{
    private static readonly object Key = new();

    /// <summary>Whether a form was bound: its token is made once for each request, with what it was bound to by then.</summary>
    public static bool IsBound(HttpContext context) => context.Items.ContainsKey(Key);

    public static void Bind(HttpContext context, string boundTo) => context.Items[Key] = boundTo;

    public string GetAdditionalData(HttpContext context) => context.Items[Key] as string ?? "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => string.Equals(context.Items[Key] as string, additionalData, StringComparison.Ordinal);
}
