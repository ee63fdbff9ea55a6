namespace Stagedoor.Client.Authentication;

/// <summary>A person signs in to a page whose code runs in the browser (Blazor WebAssembly): no secret, a proof key always.</summary>
public sealed class SinglePageAppAuthentication : UserAuthentication
{
    /// <summary>For one credential.</summary>
    /// <param name="options">The credential, and where to find the issuer.</param>
    /// <exception cref="ArgumentException">The settings cannot be right; each problem in a sentence.</exception>
    public SinglePageAppAuthentication(SinglePageAppOptions options) : base(Checked(options), new(new(options), new(options.ClientId), options), options.RedirectUri, options.Identity)
    {
    }

    private static AuthenticationOptions Checked(SinglePageAppOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Checked();
    }
}
