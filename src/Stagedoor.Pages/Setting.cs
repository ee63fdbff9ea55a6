using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Pages;

/// <summary>What every page stands on: components, antiforgery, data protection. Where the protection's keys are kept is the composition root's to say, and it adds <see cref="Site"/>.</summary>
public static class Setting
{
    public static void Add(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddDataProtection();
        services.AddAntiforgery(static options => options.SuppressXFrameOptionsHeader = true);
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormBinding>();
        services.AddOptions<AntiforgeryOptions>().Configure<Site>(static (antiforgery, site) => antiforgery.Cookie = new FormCookie(site.IsSecure));
    }

    // Lax, not Strict: a journey begins with a link on another site, and the cookie of other tabs' forms must come along. Secure by the issuer, because the framework's own
    // "always" refuses to answer behind a proxy that ends TLS.
    private sealed class FormCookie : CookieBuilder
    {
        private readonly bool secure;

        public FormCookie(bool secure)
        {
            this.secure = secure;
            Name = secure ? "__Host-stagedoor-form" : "stagedoor-form";
            HttpOnly = true;
            SameSite = SameSiteMode.Lax;
            SecurePolicy = CookieSecurePolicy.None;
            Path = "/";
            IsEssential = true;
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = secure;
            return options;
        }
    }
}
