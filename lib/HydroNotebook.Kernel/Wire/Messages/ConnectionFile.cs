using System.Globalization;
using System.Net;
using System.Text.Json;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>Where a kernel listens and how its messages are signed: the file that a Jupyter client writes before it starts the kernel.</summary>
internal sealed record ConnectionFile
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>A loopback address.</summary>
    internal required IPAddress Address { get; init; }

    /// <summary>Port of requests that run one after the other.</summary>
    internal required int ShellPort { get; init; }

    /// <summary>Port of requests that do not wait for cells.</summary>
    internal required int ControlPort { get; init; }

    /// <summary>Port of everything that cells show.</summary>
    internal required int IopubPort { get; init; }

    /// <summary>Port of questions to the user.</summary>
    internal required int StdinPort { get; init; }

    /// <summary>Port of the heartbeat.</summary>
    internal required int HeartbeatPort { get; init; }

    /// <summary>The key of signatures, as bytes of its text; a secret.</summary>
    internal required byte[] Key { get; init; }

    /// <summary>Reads and checks a connection file.</summary>
    /// <exception cref="NotebookException">It cannot be read, or asks for what this kernel refuses.</exception>
    internal static ConnectionFile Read(string path)
    {
        byte[] text;
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                throw new NotebookException($"{path}: has {file.Length} bytes and is no connection file. Name the file that the Jupyter client wrote.");
            }

            text = new byte[file.Length];
            file.ReadExactly(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: cannot be read ({error.GetType().Name}). Name the connection file that the Jupyter client wrote.", error);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Parse(path, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new NotebookException($"{path}: is no connection file (JSON with ports, ip and key). Name the file that the Jupyter client wrote.", error);
        }
    }

    /// <summary>Whether others than the owner may read the file, and so run code in the kernel; never on Windows, where the folder guards it.</summary>
    internal static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None;

    private static ConnectionFile Parse(string path, JsonElement root)
    {
        string Text(string key, string missing) => root.TryGetProperty(key, out JsonElement value) ? value.GetString() ?? missing : missing;
        int Port(string key) => root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int port) && port is > 0 and < 65536
            ? port
            : throw new NotebookException($"{path}: '{key}' is missing or no port. Let the Jupyter client write the file anew.");

        string transport = Text("transport", "tcp");
        if (transport != "tcp")
        {
            throw new NotebookException($"{path}: the transport is '{transport}', and this kernel speaks only tcp. Set the client's transport to tcp.");
        }

        string scheme = Text("signature_scheme", "hmac-sha256");
        if (scheme != "hmac-sha256")
        {
            throw new NotebookException($"{path}: the signature scheme is '{scheme}', and this kernel knows only hmac-sha256. Set the client's scheme to it.");
        }

        string ip = Text("ip", "127.0.0.1");
        if (!IPAddress.TryParse(ip == "localhost" ? "127.0.0.1" : ip, out IPAddress? address) || !IPAddress.IsLoopback(address))
        {
            throw new NotebookException($"{path}: the ip is '{ip}', and this kernel listens on the machine itself only. Use 127.0.0.1.");
        }

        string key = Text("key", "");
        if (key.Length == 0)
        {
            throw new NotebookException($"{path}: the key is empty, so anybody on the machine could run code. Let the client make a key.");
        }

        return new ConnectionFile
        {
            Address = address,
            ShellPort = Port("shell_port"),
            ControlPort = Port("control_port"),
            IopubPort = Port("iopub_port"),
            StdinPort = Port("stdin_port"),
            HeartbeatPort = Port("hb_port"),
            Key = System.Text.Encoding.UTF8.GetBytes(key),
        };
    }

    /// <summary>The ports for people; never the key.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Address}: shell {ShellPort}, control {ControlPort}, iopub {IopubPort}, stdin {StdinPort}, heartbeat {HeartbeatPort}");
}
