using Stagedoor.Client.Authentication.Desktop;

namespace Stagedoor.Client.Authentication;

/// <summary>A person signs in to a program on their own machine (RFC 8252): in the system's browser, by a device code, or with an answer that is pasted. No secret, a proof key always.</summary>
public sealed class NativeAppAuthentication : UserAuthentication
{
    private readonly NativeAppOptions options;

    /// <summary>For one credential.</summary>
    /// <param name="options">The credential, and where to find the issuer.</param>
    /// <exception cref="ArgumentException">The settings cannot be right; each problem in a sentence.</exception>
    public NativeAppAuthentication(NativeAppOptions options) : base(Checked(options), new(new(options), new(options.ClientId), options), options.RedirectUri, options.Identity) => this.options = options;

    /// <summary>Opens the system's browser and waits for it to come back to a loopback address (RFC 8252 §7.3). For redirect URIs on <c>127.0.0.1</c> or <c>[::1]</c>.</summary>
    /// <param name="browser">How, where it differs from the usual.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<SignedIn> SignInWithBrowserAsync(BrowserOptions? browser = null, CancellationToken cancellation = default)
    {
        browser ??= new();
        using var receiver = LoopbackReceiver.Listen(options.RedirectUri, browser);
        var pending = await BeginSignInAsync((browser.SignIn ?? new()) with { RedirectUri = receiver.RedirectUri }, cancellation).ConfigureAwait(false);
        // Whoever opens the browser may wait for what it shows, so the receiver listens first.
        var waiting = receiver.WaitAsync(pending, Issuer.Time, cancellation);
        var opening = browser.OpenAsync(new(pending.Address), cancellation);
        if (await Task.WhenAny(waiting, opening).ConfigureAwait(false) == opening && opening.IsFaulted)
        {
            _ = waiting.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await opening.ConfigureAwait(false);
        }

        var callback = await waiting.ConfigureAwait(false);
        return await CompleteSignInAsync(pending, callback, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Prints the address to open, on whatever machine, and takes the address that the browser ended at. The way for machines without a browser, and for the <c>adobe+…</c> address that Adobe assigns,
    /// which this program cannot receive by itself.
    /// </summary>
    /// <param name="output">Where to print.</param>
    /// <param name="input">Where the answer is pasted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<SignedIn> SignInByPastingAsync(TextWriter output, TextReader input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(input);
        var pending = await BeginSignInAsync(null, cancellation).ConfigureAwait(false);
        await output.WriteLineAsync($"Open this address in a browser and sign in:\n\n  {pending.Address}\n\nThe browser ends at an address that begins with {pending.RedirectUri} and may not be able to show it.\nPaste that whole address here:".AsMemory(), cancellation).ConfigureAwait(false);
        await output.FlushAsync(cancellation).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            if (await input.ReadLineAsync(cancellation).ConfigureAwait(false) is not { } pasted) throw new AuthenticationException(AuthenticationProblem.RefusedByPerson, "nothing was pasted");
            if (pasted.Trim().Length == 0) continue;
            try
            {
                return await CompleteSignInAsync(pending, pasted, cancellation).ConfigureAwait(false);
            }
            catch (AuthenticationException wrong) when (wrong.Problem == AuthenticationProblem.UntrustedAnswer && wrong.Status is null && attempt < 3)
            {
                await output.WriteLineAsync($"That was not it: {wrong.Description}. Paste the whole address:".AsMemory(), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the issuer has the device flow (RFC 8628). Stagedoor has it in the standard dialect; Adobe has not.</summary>
    /// <param name="cancellation">Ends the look-up.</param>
    public async Task<bool> HasDeviceFlowAsync(CancellationToken cancellation = default) => (await Issuer.MetadataAsync(cancellation).ConfigureAwait(false)).DeviceEndpoint is not null;

    /// <summary>Begins a sign-in on another device: show the person its code and address, then wait with <see cref="CompleteDeviceSignInAsync"/>.</summary>
    /// <param name="cancellation">Ends the request.</param>
    public Task<DeviceSignIn> BeginDeviceSignInAsync(CancellationToken cancellation = default) => DeviceFlow.BeginAsync(this, cancellation);

    /// <summary>Asks the issuer at its own pace until the person has decided.</summary>
    /// <param name="device">What <see cref="BeginDeviceSignInAsync"/> gave.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<SignedIn> CompleteDeviceSignInAsync(DeviceSignIn device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        return DeviceFlow.CompleteAsync(this, device, cancellation);
    }

    private static AuthenticationOptions Checked(NativeAppOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Checked();
    }
}
